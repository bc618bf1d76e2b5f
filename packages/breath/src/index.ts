/** Breath from sound: the two stages, joined. Pure; time is the number of samples that came in. */
export {
  createDetector,
  createPhaseDetector,
  type Detector,
  type DetectorOptions,
  type PhaseDetector,
} from './detector.ts'
export { createFeatures, type Features } from './features/index.ts'
export { HOP_MS, HOP_SAMPLES, RECORD_BYTES, SAMPLE_RATE_HZ } from './features/record.ts'
