package dev.florin.torture.checker;

/** Something that holds of every run, whatever failed in it. */
interface Law {

    /** What breaks it. */
    @FunctionalInterface
    interface Findings {
        /** @param object the id of what it concerns; empty where it is no single one */
        void add(String object, String what);
    }

    void judge(Evidence evidence, Findings findings);
}
