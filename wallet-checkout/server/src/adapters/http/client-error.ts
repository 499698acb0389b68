import type { ConnectionError } from 'fastify';
import type { Socket } from 'node:net';
import type { ErrorBody } from '@tanglegate/core/http/errors';

const answers: Readonly<Record<string, readonly [status: string, code: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'too-slow',
    'The request did not arrive in time. Send it again.',
  ],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'headers-too-large',
    'The headers are too large. Send fewer.',
  ],
};
const MALFORMED = ['400 Bad Request', 'invalid-request', 'This is no HTTP/1.1 request.'] as const;

/** What never became a request, for node's parser refused it. */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, code, message] = answers[error.code] ?? MALFORMED;
  const body = JSON.stringify({ error: { code, message } } satisfies ErrorBody);
  const headers = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`);
}
