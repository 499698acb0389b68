/** Milliseconds, with fractions, that never step: for durations, and comparable between threads of one machine. */
export type Stopwatch = () => number;
