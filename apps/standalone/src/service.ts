/** Something that runs until it is stopped: a process of ours, or the database server. */
export interface Service {
  /** Rejects when it ends without having been ready. */
  readonly ready: Promise<void>
  /** Settles when it ends, asked to or not, and says how: `exit code 1`, `signal SIGKILL`. */
  readonly ended: Promise<string>
  /** Asks it to end; after `patienceMs` it has to. May be called at any time, also twice. */
  stop(patienceMs: number): Promise<void>
}
