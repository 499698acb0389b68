import { TanglegateError } from '@tanglegate/core/errors';
import type { CursorRepository } from '../../ports/store.ts';
import type { Db } from './database.ts';
import { readyStatement, type ValueOf } from './ready-statement.ts';

const findCursor = readyStatement((db, value: ValueOf<{ ledger: string }>) =>
  db.selectFrom('ledger_cursor').select(['chain', 'position']).where('ledger', '=', value('ledger')),
);

export function cursorRepository(db: Db, ledger: string): CursorRepository {
  return {
    async find() {
      return (await findCursor(db, { ledger })).rows[0];
    },
    async begin(cursor, at) {
      await db
        .insertInto('ledger_cursor')
        .values({ ledger, ...cursor, moved_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async move(from, position, at) {
      const moved = await db
        .updateTable('ledger_cursor')
        .set({ position, moved_at: at })
        .where('ledger', '=', ledger)
        .where('chain', '=', from.chain)
        .where('position', '=', from.position)
        .executeTakeFirst();
      if (moved.numUpdatedRows === 1n) return;
      throw new TanglegateError(
        'cursor-moved',
        'Another checkout follows the ledger with this database. Only one may: stop the other one.',
      );
    },
  };
}
