package dev.calima.batch.ingest.inbox;

import dev.calima.batch.Bell;
import org.springframework.stereotype.Component;

/** Rings when news have come, for whoever loads them in this process. */
@Component
public class InboxBell extends Bell {

    InboxBell() {}
}
