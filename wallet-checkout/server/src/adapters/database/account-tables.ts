import type { Millis } from '@tanglegate/core/clock';
import type { DoorId, OrganiserId } from '@tanglegate/core/ids';

/** Who may log in, who is logged in, and the door devices that are on their way in. Of every secret only a hash is kept. */
export interface AccountTables {
  users: {
    /** As it is compared: trimmed, in lower case. */
    name: string;
    organiser_id: OrganiserId;
    /** `scrypt$N$r$p$salt$hash` */
    password_hash: string;
    created_at: Millis;
    password_changed_at: Millis;
  };
  sessions: {
    token_hash: string;
    user_name: string;
    created_at: Millis;
    last_used_at: Millis;
  };
  enrolments: {
    code_hash: string;
    door_id: DoorId;
    organiser_id: OrganiserId;
    created_at: Millis;
    expires_at: Millis;
    /** A code is good once. */
    used_at: Millis | null;
  };
}
