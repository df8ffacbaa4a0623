package io.pgchart.cluster.fabric8;

import io.pgchart.cluster.ContainerRef;
import io.pgchart.cluster.PodPort;
import io.pgchart.cluster.Selection;
import io.pgchart.manifest.ObjectId;
import java.util.List;

/** Where things are in the API, seen from one namespace. */
record Paths(Resources resources, String namespace) {

    String object(ObjectId id) {
        return resource(id).object(home(id), id.name());
    }

    String collection(ObjectId id) {
        return resource(id).collection(home(id));
    }

    /** The path of a selection, with its selectors and nothing behind them. */
    String selection(Selection selection) {
        Resource resource = resources.find(selection.apiVersion(), selection.kind());
        StringBuilder path = new StringBuilder(resource.collection(namespace)).append('?');
        if (selection.labels() != null) {
            path.append("labelSelector=")
                    .append(Resource.encoded(selection.labels()))
                    .append('&');
        }
        if (selection.fields() != null) {
            path.append("fieldSelector=")
                    .append(Resource.encoded(selection.fields()))
                    .append('&');
        }
        return path.toString();
    }

    /** The path of a container's log, with what names it and nothing behind. */
    String log(ContainerRef container) {
        return pod(container.pod())
                + "/log?container="
                + Resource.encoded(container.container())
                + (container.previous() ? "&previous=true&" : "&");
    }

    /** The path that runs a command in a container. */
    String exec(ContainerRef container, List<String> command, boolean hasInput) {
        StringBuilder path = new StringBuilder(pod(container.pod()))
                .append("/exec?container=")
                .append(Resource.encoded(container.container()))
                .append(hasInput ? "&stdin=true&stdout=true&stderr=true" : "&stdout=true&stderr=true");
        command.forEach(word -> path.append("&command=").append(Resource.encoded(word)));
        return path.toString();
    }

    /** The path of streams to a port of a pod. */
    String forward(PodPort target) {
        return pod(target.pod()) + "/portforward?ports=" + target.port();
    }

    private String pod(String name) {
        return new Resource("v1", "Pod", "pods", true).object(namespace, name);
    }

    /** How a refusal names an object: without the namespace that is this one. */
    String subject(ObjectId id) {
        ObjectId shown =
                namespace.equals(id.namespace()) ? new ObjectId(id.apiVersion(), id.kind(), null, id.name()) : id;
        return shown.toString();
    }

    private Resource resource(ObjectId id) {
        return resources.find(id.apiVersion(), id.kind());
    }

    private String home(ObjectId id) {
        return id.namespace() == null ? namespace : id.namespace();
    }
}
