package io.pgchart.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the file of a credential plugin is found on Windows, told from names alone. */
class WindowsProgramsTest {

    private static final String PATH = "C:\\Windows;\"C:\\Program Files\\Azure\";;D:\\tools\\";
    private static final Set<String> FILES = Set.of(
            "C:\\Windows\\aws.exe",
            "C:\\Program Files\\Azure\\az.cmd",
            "C:\\Program Files\\Azure\\az",
            "D:\\tools\\aws.cmd",
            "D:\\tools\\login.v2.bat",
            "D:\\tools\\script.ps1",
            "C:\\kube\\bin\\login.cmd");

    @ParameterizedTest
    @CsvSource({
        "az, C:\\Program Files\\Azure\\az.cmd",
        "az.cmd, C:\\Program Files\\Azure\\az.cmd",
        "aws, C:\\Windows\\aws.exe",
        "aws.cmd, D:\\tools\\aws.cmd",
        "login.v2, D:\\tools\\login.v2.bat",
        "C:\\kube\\bin\\login, C:\\kube\\bin\\login.cmd",
        "nothing, nothing",
        "script, script"
    })
    void findsWhatTheShellWould(String command, String file) {
        assertThat(new WindowsPrograms(Map.of("Path", PATH), FILES::contains).find(command))
                .isEqualTo(file);
    }

    @Test
    void obeysTheExtensionsOfTheProcess() {
        Map<String, String> variables = Map.of("PATH", PATH, "PATHEXT", ".CMD;PS1;");
        WindowsPrograms programs = new WindowsPrograms(variables, FILES::contains);
        assertThat(programs.find("aws")).isEqualTo("D:\\tools\\aws.cmd");
        assertThat(programs.find("script")).isEqualTo("D:\\tools\\script.ps1");
    }
}
