import type { ZodApp } from './zod-app.ts';

/** JSON and nothing else; a body of length 0 is no body, whatever its header says. Keys that reach into prototypes are refused. */
export function acceptJsonOnly(app: ZodApp): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parseJson(request, body.toString(), done); // It answers through `done`.
  });
}
