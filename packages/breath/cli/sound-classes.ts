/** Classes of sound, by words in the names of the corpus' files; the first that fits. */
const CLASSES: readonly (readonly [name: string, words: string])[] = [
  ['airborne', 'airborne'],
  ['contact', 'qhpc'],
  ['phone panting', 'panting'],
  ['phone sighing', 'sighing'],
  ['speech', 'speech guidevoice'],
  ['rain and running water', 'rain river'],
  ['surf', 'sea waves water rowing'],
  ['wind and thunder', 'wind thunder'],
  ['traffic and engines', 'airplane train highway street helicopter submarine'],
  ['machines', 'dryer washing construction chainsaw wipers'],
  ['animals', 'birds crickets dog frog seagulls jungle rooster woodpecker cat'],
  ['people', 'crowd crowded coughing sneeze baby screaming throat'],
  ['taps and clicks', 'typing typewriter clock paper walk vinyl popping teeth tongue campfire fire'],
  ['tones and music', 'siren bowl morse church jazz'],
  ['rooms', 'library office supermarket laboratory roomtone silence hum'],
  ['steady noise', 'noise fan'],
]

/** As synth.py names breathing; the name goes on with the noise behind it. */
const SYNTHETIC_BREATHING = /^synth_\d{4}_/

/** The class of sound that a file of the corpus is reported under. */
export function soundClassOf(file: string): string {
  if (SYNTHETIC_BREATHING.test(file)) return 'synthetic'
  const words = file
    .replace(/\.wav$/, '')
    .replaceAll(/\d+/g, '')
    .split(/[_-]/)
  return CLASSES.find(([, known]) => words.some((word) => known.split(' ').includes(word)))?.[0] ?? 'other'
}
