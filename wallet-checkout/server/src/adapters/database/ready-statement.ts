import type { Compilable, CompiledQuery, DialectAdapter, QueryResult } from 'kysely';
import type { Db } from './database.ts';

/** Stands for a value while the statement's text is made. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type ValueOf<Values> = <Name extends keyof Values & string>(name: Name) => Values[Name];

/**
 * A statement of the path that every order takes. To build and compile one takes Kysely several times as long as SQLite takes to run
 * it: so it is done once for each dialect, with slots where the values go.
 *
 * @param build the statement; each of its values is `value('name')`, and nothing else is done with it
 */
export function readyStatement<Values extends object, Row>(
  build: (db: Db, value: ValueOf<Values>) => Compilable<Row>,
): (db: Db, values: Values) => Promise<QueryResult<Row>> {
  const compiled = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  // A slot is never looked at: Kysely carries it to the parameters, and there it is replaced by what it says it is.
  const slot: ValueOf<Values> = (name) => new Slot(name) as never;
  return (db, values) => {
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (query === undefined) {
      query = build(db, slot).compile();
      compiled.set(adapter, query);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Slot ? values[parameter.name as keyof Values] : parameter,
    );
    return db.executeQuery({ ...query, parameters });
  };
}
