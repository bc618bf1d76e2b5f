import { setFlagsFromString } from 'node:v8'

// By itself V8 lets garbage grow to as much as what is kept. A collection costs some 50 ms of CPU, mostly beside our thread.
setFlagsFromString('--heap-growing-percent=15')
// The young generation is small: to wake other threads for it costs more than they do.
setFlagsFromString('--no-parallel-scavenge')
