package dev.calima.batch.operate;

/** Who gives a command. */
final class CurrentUser {

    private static final int LONGEST = 200;

    private CurrentUser() {}

    /** The account of this machine. */
    static String name() {
        String name = System.getProperty("user.name", "").strip();
        if (name.isEmpty()) {
            return "unknown";
        }
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
