/**
 * Tests that hold the source code to its own rules: the table of packages in {@code docs/architecture.md}, the size of
 * files, methods and signatures, and the contract of the plugin with its users. They know every package by name and
 * none by behaviour. Begin with {@code PackageDependenciesTest}.
 */
@NullMarked
package io.pgchart.architecture;

import org.jspecify.annotations.NullMarked;
