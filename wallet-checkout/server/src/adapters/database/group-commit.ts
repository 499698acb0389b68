import { setImmediate as turn } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { Database } from './database.ts';
import type { RunTransaction, Work } from './run-transaction.ts';

/** A piece of work that waits: done inside a group's transaction, settled after its commit. */
interface Piece {
  run(transaction: Transaction<Database>): Promise<void>;
  settle(): void;
  fail(error: unknown): void;
}

const savepoint = CompiledQuery.raw('savepoint piece');
const rollBack = CompiledQuery.raw('rollback to piece');
const release = CompiledQuery.raw('release piece');

/** So many share one flush at most, so that the first does not wait long for the last. */
const MOST_TOGETHER = 64;

function pieceOf<T>(work: Work<T>, resolve: (value: T) => void, reject: (error: unknown) => void): Piece {
  let settle = (): void => {
    reject(new Error('the transaction ended before its work'));
  };
  return {
    async run(transaction) {
      await transaction.executeQuery(savepoint);
      try {
        const value = await work(transaction);
        settle = () => {
          resolve(value);
        };
      } catch (error) {
        await transaction.executeQuery(rollBack);
        settle = () => {
          reject(error);
        };
      }
      await transaction.executeQuery(release);
    },
    settle: () => {
      settle();
    },
    fail: reject,
  };
}

/**
 * For SQLite, where one transaction runs at a time and its flush to disk is what takes long: whatever arrived while the last
 * group was at work is done in one transaction with one flush. Each piece has a savepoint of its own, so that one that fails
 * takes nothing of the others with it, and none is answered before the group is on the disk.
 *
 * SQLite works and flushes while nothing else in this process does: without the turn of the event loop before each group, requests
 * that have arrived meanwhile would be read one by one, each after the flush of the one before, and every group would have one piece.
 */
export function groupCommit(db: Kysely<Database>): RunTransaction {
  const waiting: Piece[] = [];
  let isRunning = false;

  async function runGroup(group: readonly Piece[]): Promise<void> {
    try {
      await db.transaction().execute(async (transaction) => {
        for (const piece of group) await piece.run(transaction);
      });
      for (const piece of group) piece.settle();
    } catch (error) {
      for (const piece of group) piece.fail(error);
    }
  }
  async function runAll(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    while (waiting.length > 0) {
      await turn();
      await runGroup(waiting.splice(0, MOST_TOGETHER));
    }
    isRunning = false;
  }
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(pieceOf(work, resolve, reject));
      void runAll();
    });
}
