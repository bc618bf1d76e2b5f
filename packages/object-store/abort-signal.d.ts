/** The one thing of a runtime that the port names. What it does is for adapters, which compile with the types of Node. */
interface AbortSignal {
  readonly aborted: boolean
}
