/** What a part may say about itself; pino's loggers fit. */
export interface Log {
  info(fields: object, words: string): void;
  warn(fields: object, words: string): void;
}
