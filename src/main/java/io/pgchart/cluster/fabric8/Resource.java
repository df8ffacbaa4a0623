package io.pgchart.cluster.fabric8;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A kind as the API's paths name it.
 *
 * @param plural {@code statefulsets}
 */
record Resource(String apiVersion, String kind, String plural, boolean isNamespaced) {

    /** The path of all its objects in a namespace, or of all there are where it is cluster-wide. */
    String collection(String namespace) {
        String root = groupVersion(apiVersion);
        return isNamespaced ? root + "/namespaces/" + encoded(namespace) + "/" + plural : root + "/" + plural;
    }

    String object(String namespace, String name) {
        return collection(namespace) + "/" + encoded(name);
    }

    /** The path of a group version: {@code /api/v1}, {@code /apis/apps/v1}. */
    static String groupVersion(String apiVersion) {
        return (apiVersion.indexOf('/') < 0 ? "/api/" : "/apis/") + apiVersion;
    }

    String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
