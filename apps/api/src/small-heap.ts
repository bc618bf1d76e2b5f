import { setFlagsFromString } from 'node:v8'

// By itself V8 lets garbage grow to as much as what is kept. A collection costs some 50 ms of CPU, mostly beside our thread.
setFlagsFromString('--heap-growing-percent=15')
