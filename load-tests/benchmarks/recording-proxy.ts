import { startNodeProxy, type NodeProxy, type NodeRequest } from './node-proxy.ts';

/** Everything that a checkout asked of its node since `begin`. */
export interface Recording {
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  readonly requests: readonly NodeRequest[];
  /** How many of them waited for their answers at the same time, at most. */
  readonly mostAtOnce: number;
}

export interface RecordingProxy extends NodeProxy {
  begin(): void;
  end(): Recording;
}

export async function startRecordingProxy(nodeUrl: string): Promise<RecordingProxy> {
  let requests: NodeRequest[] = [];
  let beganAt: number | undefined;
  let open = 0;
  let mostAtOnce = 0;
  let isRecording = false;
  const proxy = await startNodeProxy(nodeUrl, {
    asked(request) {
      open++;
      if (!isRecording) return;
      beganAt ??= Date.now();
      mostAtOnce = Math.max(mostAtOnce, open);
      requests.push(request);
    },
    answering() {
      open--;
    },
  });
  return {
    ...proxy,
    begin() {
      [requests, beganAt, mostAtOnce, isRecording] = [[], undefined, 0, true];
    },
    end() {
      isRecording = false;
      if (beganAt === undefined) throw new Error('nothing was asked of the node');
      return { beganAt, requests, mostAtOnce };
    },
  };
}
