package dev.messaging.infra.preview;

import pulumirpc.Resource;

/**
 * A resource as the program declared it.
 *
 * @param urn its whole name
 * @param request everything that was said about it
 */
record Declared(String urn, Resource.RegisterResourceRequest request) {
    /** Type and name: what tells resources of a stack apart. */
    String label() {
        return label(urn);
    }

    /** Of a whole name, which holds the types of all parents too. */
    static String label(String urn) {
        String[] parts = urn.split("::", 4);
        return parts[2].substring(parts[2].lastIndexOf('$') + 1) + "::" + parts[3];
    }
}
