import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { millis, type Clock } from '@tanglegate/core/clock';
import { TanglegateError } from '@tanglegate/core/errors';
import type { DoorId, VenueId } from '@tanglegate/core/ids';
import type { Principal } from '@tanglegate/core/mqtt/rights';
import Database from 'better-sqlite3';
import { MAX_LABEL_CHARACTERS, usernameOf, type Credential } from '../domain/credential.ts';
import type { Credentials, IssuedCredential } from '../ports/credentials.ts';
import { principalSchema } from './principal-schema.ts';

interface Row {
  readonly username: string;
  readonly principal: string;
  readonly secret_sha256: Buffer;
  readonly label: string;
  readonly created_at: number;
  readonly revoked_at: number | null;
  readonly last_seen_at: number | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS credential (
    username TEXT PRIMARY KEY,
    principal TEXT NOT NULL,
    -- SHA-256 of 32 random bytes: nothing to guess, so nothing that a slow hash would make harder.
    secret_sha256 BLOB NOT NULL,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    last_seen_at INTEGER
  ) STRICT`;

/** Credentials in `<folder>/credentials.sqlite`, which the operator's script and the broker may open at the same time. */
export class CredentialStore implements Credentials {
  readonly #database: Database.Database;
  readonly #clock: Clock;
  readonly #onRevoked: () => void;
  #dataVersion: unknown;

  constructor({ folder, clock, onRevoked }: { folder: string; clock: Clock; onRevoked?: () => void }) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, 'credentials.sqlite');
    this.#database = new Database(file);
    chmodSync(file, 0o600); // The owner's alone; its log files take the same mode.
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = NORMAL');
    this.#database.exec(SCHEMA);
    this.#clock = clock;
    this.#onRevoked = onRevoked ?? (() => undefined);
    this.#dataVersion = this.#readDataVersion();
  }

  issue(principal: Principal, label: string): IssuedCredential {
    const parsed = principalSchema.safeParse(principal);
    if (!parsed.success || label.length > MAX_LABEL_CHARACTERS) {
      const words = parsed.success
        ? 'the label is too long'
        : (parsed.error.issues[0]?.message ?? 'malformed');
      throw new TanglegateError('credential-malformed', `No credential can be made of this: ${words}.`);
    }
    const username = usernameOf(principal, randomName());
    const password = randomBytes(32).toString('base64url');
    this.#makeDurable();
    this.#database
      .prepare(
        'INSERT INTO credential (username, principal, secret_sha256, label, created_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(username, JSON.stringify(parsed.data), sha256(password), label, this.#clock.now());
    return { username, password };
  }

  issueDoor(place: { venue: VenueId; door: DoorId; label: string }): Promise<IssuedCredential> {
    const { venue, door, label } = place;
    return Promise.resolve(this.issue({ role: 'door', venue, door }, label.slice(0, MAX_LABEL_CHARACTERS)));
  }

  verify(username: string, password: string): Principal | undefined {
    const row = this.#find(username);
    const isRight = timingSafeEqual(sha256(password), row?.secret_sha256 ?? NOBODY);
    if (row === undefined || !isRight || row.revoked_at !== null) return undefined;
    // Not worth an fsync: after a restart every door of a stadium logs in at once, and a memory card takes 20 ms for each.
    this.#database.pragma('synchronous = NORMAL');
    this.#database
      .prepare('UPDATE credential SET last_seen_at = ? WHERE username = ?')
      .run(this.#clock.now(), username);
    return principalSchema.parse(JSON.parse(row.principal));
  }

  revoke(username: string): void {
    this.#makeDurable();
    const revoked = this.#database
      .prepare('UPDATE credential SET revoked_at = coalesce(revoked_at, ?) WHERE username = ?')
      .run(this.#clock.now(), username);
    if (revoked.changes === 0) {
      throw new TanglegateError(
        'credential-unknown',
        `There is no credential "${username}"; list shows them all.`,
      );
    }
    this.#onRevoked();
  }

  list(): Credential[] {
    const rows = this.#database
      .prepare<[], Row>('SELECT * FROM credential ORDER BY created_at, username')
      .all();
    return rows.map(toCredential);
  }

  isActive(username: string): boolean {
    return this.#find(username)?.revoked_at === null;
  }

  /** Whether another process wrote since the last call (SQLite's `data_version`; reading it costs microseconds). */
  hasChangedElsewhere(): boolean {
    const before = this.#dataVersion;
    this.#dataVersion = this.#readDataVersion();
    return this.#dataVersion !== before;
  }

  close(): void {
    this.#database.close();
  }

  /** What was issued or revoked stays so after a power cut. */
  #makeDurable(): void {
    this.#database.pragma('synchronous = FULL');
  }

  #find(username: string): Row | undefined {
    return this.#database.prepare<[string], Row>('SELECT * FROM credential WHERE username = ?').get(username);
  }

  #readDataVersion(): unknown {
    return this.#database.pragma('data_version', { simple: true });
  }
}

const NOBODY = Buffer.alloc(32);

function sha256(password: string): Buffer {
  return createHash('sha256').update(password).digest();
}

/** Six of 32 letters and digits that nobody misreads. Not a secret. */
function randomName(): string {
  return [...randomBytes(6)].map((byte) => 'abcdefghijkmnpqrstuvwxyz23456789'[byte % 32]).join('');
}

function toCredential(row: Row): Credential {
  return {
    username: row.username,
    principal: principalSchema.parse(JSON.parse(row.principal)),
    label: row.label,
    createdAt: millis(row.created_at),
    ...(row.revoked_at === null ? {} : { revokedAt: millis(row.revoked_at) }),
    ...(row.last_seen_at === null ? {} : { lastSeenAt: millis(row.last_seen_at) }),
  };
}
