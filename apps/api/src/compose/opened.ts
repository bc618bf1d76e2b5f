/** What was opened, and how to close all of it: in reverse order, when it is disposed. */
export type Opened<Parts> = Parts & AsyncDisposable

export function opened<Parts extends object>(parts: Parts, stack: AsyncDisposableStack): Opened<Parts> {
  return { ...parts, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}
