import { CST, Lexer } from 'yaml';

/** An event needs four levels. */
const MAX_FLOW_DEPTH = 20;
const MAX_MARKS_IN_LINE = 20;
const MAX_INDENT = 200;

const marks = new Set<string | null>(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);

/**
 * Does this text nest deeper than any event? The composer of `yaml` calls itself for each level, and running out of stack there can
 * end the whole process inside V8's regular expressions (seen with 60 000 times `- `): it must never see such a text. The lexer
 * does not call itself.
 */
export function nestsTooDeeply(text: string): boolean {
  let flow = 0;
  let inLine = 0;
  let isContent = false;
  for (const token of new Lexer().lex(text)) {
    const type: string | null = isContent ? 'content' : CST.tokenType(token);
    isContent = type === 'scalar';
    if (type === 'newline') inLine = 0;
    else if (marks.has(type)) inLine++;
    else if (type === 'flow-map-start' || type === 'flow-seq-start') flow++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') flow--;
    else if (type === 'space' && inLine === 0 && token.length > MAX_INDENT) return true;
    if (flow > MAX_FLOW_DEPTH || inLine > MAX_MARKS_IN_LINE) return true;
  }
  return false;
}
