import {
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml';

/** A place in the file that somebody's editor can jump to. Both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

type Path = readonly PropertyKey[];

/** A YAML document that remembers where everything was written. */
export class YamlPlaces {
  readonly #document: Document.Parsed;
  readonly #lines: LineCounter;

  private constructor(document: Document.Parsed, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  static read(text: string): YamlPlaces {
    const lines = new LineCounter();
    const options = {
      schema: 'failsafe',
      stringKeys: true,
      prettyErrors: false,
      lineCounter: lines,
    } as const;
    return new YamlPlaces(parseDocument(text, { ...options, logLevel: 'error' }), lines);
  }

  /** What is no YAML, or more of it than an event needs: aliases can make a small file enormous. */
  syntaxFaults(): { place: Place; words: string }[] {
    const faults = this.#document.errors.map((error) => ({
      place: this.#place(error.pos[0]),
      words: error.message,
    }));
    visit(this.#document, {
      Alias: (_key, node) => {
        const words = 'aliases (*name) are not taken: write it out';
        faults.push({ place: this.#place(node.range?.[0] ?? 0), words });
        return visit.BREAK;
      },
    });
    return faults;
  }

  /** Maps, lists and texts, nothing else. Call it only when there are no faults. */
  content(): unknown {
    return this.#document.toJS({ maxAliasCount: 0 });
  }

  /** Of the value at the path; of what surrounds it when there is none; of the key with `key`. */
  placeOf(path: Path, key?: string): Place {
    const node = this.#document.getIn(path, true);
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (isScalar(pair?.key)) return this.#place(pair.key.range?.[0] ?? 0);
    }
    if (isNode(node) && node.range) return this.#place(node.range[0]);
    return path.length === 0 ? this.#place(0) : this.placeOf(path.slice(0, -1));
  }

  /** What was written there, in a few words. */
  foundAt(path: Path): string {
    const node = this.#document.getIn(path, true);
    if (isCollection(node))
      return isMap(node) ? 'a mapping' : node.items.length === 0 ? 'an empty list' : 'a list';
    if (!isScalar(node)) return 'nothing';
    const text = String(node.value);
    return text === '' ? 'nothing' : JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}
