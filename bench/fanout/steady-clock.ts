// What hrtime shows is the same for all processes of the machine; performance.now() is the cheaper one to ask.
const OFFSET_MS = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/** Milliseconds of the clock that all processes of this machine share, and nobody sets. */
export const steadyMs = () => performance.now() + OFFSET_MS;
