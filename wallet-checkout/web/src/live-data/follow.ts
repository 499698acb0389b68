/** How current what is on the screen is: `live` by stream, `polling` a few seconds behind, `lost` without any answer. */
export type Liveness = 'connecting' | 'live' | 'polling' | 'lost';

export interface StreamHandlers {
  readonly opened: () => void;
  readonly message: (data: string) => void;
  /** `over`: the browser has given up; otherwise it is already trying again by itself. */
  readonly failed: (over: boolean) => void;
}
type Close = () => void;
export interface Timer {
  readonly after: (ms: number, run: () => void) => Close;
}

interface FollowOptions<View> {
  readonly openStream: (handlers: StreamHandlers) => Close;
  readonly load: () => Promise<View>;
  /** @throws on data that is not a view: it is then fetched instead. */
  readonly parse: (data: string) => View;
  /** The server's time of a view: an older one never replaces a newer one. */
  readonly timeOf: (view: View) => number;
  readonly onView: (view: View) => void;
  readonly onLiveness: (liveness: Liveness) => void;
  readonly timer: Timer;
}

export interface Following {
  /** Ask now: the page became visible, or the person came back. */
  refresh(): void;
  stop(): void;
}

const POLL_MS = 3_000;
const SLOWEST_POLL_MS = 15_000;
/** A stream may die without a word (a phone asleep, a proxy): even a live page asks now and then. */
const SAFETY_MS = 25_000;
const REOPEN_MS = 10_000;

/** Follows something on the server: by server-sent events, by asking where these fail, and by both after trouble. */
export function follow<View>(options: FollowOptions<View>): Following {
  const follower = new Follower(options);
  follower.start();
  return follower;
}

class Follower<View> implements Following {
  private readonly options: FollowOptions<View>;
  private newest = -Infinity;
  private liveness: Liveness = 'connecting';
  private hasPolled = false;
  private misses = 0;
  private stopped = false;
  private closeStream: Close = () => undefined;
  private cancelPoll: Close = () => undefined;
  private cancelReopen: Close = () => undefined;

  constructor(options: FollowOptions<View>) {
    this.options = options;
  }

  start(): void {
    this.openStream();
    this.planPoll();
  }

  refresh(): void {
    void this.poll();
  }

  stop(): void {
    this.stopped = true;
    this.closeStream();
    this.cancelPoll();
    this.cancelReopen();
  }

  private openStream(): void {
    this.closeStream = this.options.openStream({
      opened: () => {
        this.opened();
      },
      message: (data) => {
        this.received(data);
      },
      failed: (over) => {
        this.failed(over);
      },
    });
  }

  private opened(): void {
    const mayHaveMissed = this.liveness !== 'connecting';
    this.misses = 0;
    this.become('live');
    if (mayHaveMissed) void this.poll();
    else this.planPoll();
  }

  private received(data: string): void {
    let view: View;
    try {
      view = this.options.parse(data);
    } catch {
      void this.poll();
      return;
    }
    this.take(view);
    this.become('live');
    this.planPoll();
  }

  private failed(over: boolean): void {
    if (over) {
      this.closeStream();
      this.cancelReopen();
      this.cancelReopen = this.options.timer.after(REOPEN_MS, () => {
        this.openStream();
      });
    }
    if (this.liveness === 'polling' || this.liveness === 'lost') return;
    this.become('polling');
    void this.poll();
  }

  private async poll(): Promise<void> {
    this.cancelPoll();
    try {
      this.take(await this.options.load());
      this.misses = 0;
      // The first answer may come before the stream has opened: that is no trouble yet.
      if (this.liveness === 'lost' || (this.liveness === 'connecting' && this.hasPolled))
        this.become('polling');
      this.hasPolled = true;
    } catch {
      this.misses += 1;
      this.become('lost');
    }
    this.planPoll();
  }

  private planPoll(): void {
    this.cancelPoll();
    if (this.stopped) return;
    const slowed = Math.min(POLL_MS * 2 ** this.misses, SLOWEST_POLL_MS);
    const wait = this.liveness === 'live' ? SAFETY_MS : slowed;
    this.cancelPoll = this.options.timer.after(wait, () => void this.poll());
  }

  private take(view: View): void {
    const time = this.options.timeOf(view);
    if (this.stopped || time < this.newest) return;
    this.newest = time;
    this.options.onView(view);
  }

  private become(next: Liveness): void {
    if (next === this.liveness || this.stopped) return;
    this.liveness = next;
    this.options.onLiveness(next);
  }
}
