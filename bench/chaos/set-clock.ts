import { readFileSync } from 'node:fs'

/**
 * Loaded into a process before everything else, and into each of its threads: its wall clock is off the machine's by what a
 * file says. As with a clock that is set, timers and `performance.now()` go on as before, and `performance.timeOrigin` is what it
 * was when the process started.
 */
const LOOK_EVERY_MS = 50

const file = new URL(import.meta.url).searchParams.get('file') ?? ''
const MachineDate = Date
let offsetMs = read()

function read(): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0
  } catch {
    return 0
  }
}

const origin = performance.timeOrigin + offsetMs
Object.defineProperty(performance, 'timeOrigin', { get: () => origin })

globalThis.Date = new Proxy(MachineDate, {
  apply: () => new MachineDate(MachineDate.now() + offsetMs).toString(),
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length > 0 ? args : [MachineDate.now() + offsetMs], newTarget),
  get: (target, key) => (key === 'now' ? () => MachineDate.now() + offsetMs : Reflect.get(target, key)),
})

setInterval(() => {
  offsetMs = read()
}, LOOK_EVERY_MS).unref()
