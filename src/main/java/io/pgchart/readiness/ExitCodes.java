package io.pgchart.readiness;

/** What exit codes of containers mean, as far as that is the same for all. */
final class ExitCodes {

    private ExitCodes() {}

    /** In a few words; {@code ""} when only the program knows. Source: POSIX shells, 2.8.2; 128 + the signal. */
    static String words(long code) {
        return switch ((int) code) {
            case 126 -> "the command can't be executed";
            case 127 -> "the command was not found";
            case 128 -> "the container could not be started";
            case 130 -> "interrupted";
            case 134 -> "aborted";
            case 137 -> "killed";
            case 139 -> "segmentation fault";
            case 143 -> "terminated";
            default -> "";
        };
    }
}
