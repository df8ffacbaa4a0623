package com.example;

/** The application whose database comes along. */
public final class Orders {

    private Orders() {}

    /** Says hello. */
    public static void main(String[] arguments) {
        System.out.println("orders");
    }
}
