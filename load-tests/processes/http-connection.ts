import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * A kept-alive HTTP/1.1 connection that does as little as can be done: one request at a time, answers with a content-length. An
 * ordinary client would take longer over a request than a bare route does, and hide the difference that is to be measured.
 */
export interface HttpConnection {
  /** @returns the answer's status. @throws when the connection ends before the answer */
  ask(request: Buffer): Promise<number>;
  close(): void;
}

const HEAD_END = '\r\n\r\n';

/** The length of the whole answer, once its head is there; NaN where the head does not say it. */
function lengthOf(received: Buffer): number | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const bodyLength = /\r\ncontent-length: *([0-9]+)/i.exec(received.toString('latin1', 0, headEnd))?.[1];
  return headEnd + HEAD_END.length + Number(bodyLength);
}

const statusOf = (received: Buffer): number => Number(received.toString('latin1', 9, 12));

function readAnswer(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const length = lengthOf(received);
      if (Number.isNaN(length)) socket.destroy(new Error('an answer without content-length'));
      if (length === undefined || !(received.length >= length)) return;
      socket.off('data', onData).off('close', onClose).off('error', reject);
      resolve(statusOf(received));
    };
    const onClose = (): void => {
      reject(new Error('the server closed the connection'));
    };
    socket.on('data', onData).once('error', reject).once('close', onClose);
  });
}

export async function openConnection(url: string): Promise<HttpConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  return {
    ask: (request) => {
      const answered = readAnswer(socket);
      socket.write(request);
      return answered;
    },
    close: () => {
      socket.destroy();
    },
  };
}
