import { config } from 'zod';

// zod would try `new Function` to see whether it may compile its schemas; the content security policy forbids it and
// every try is reported. This must run before any schema is made: import it first on every page.
config({ jitless: true });
