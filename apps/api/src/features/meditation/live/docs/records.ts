import { FIELD, FLAG, RECORD_BYTES } from '@better-and-bliss/breath/features'

/** What the first stage measures of a hop: byte, name, what it is, and how it is written. */
export const RECORD_FIELDS: [byte: string, name: string, what: string, unit: string][] = [
  [
    `0 to ${FIELD.level - 1}`,
    'excess',
    '10 log10 of the power of a band over its noise floor, for the bands between 60, 150, 300, 600, 1000, 1600, 2500, 4000 and 6500 Hz',
    '(dB + 16) × 2',
  ],
  [`${FIELD.level}`, 'level', '10 log10 of the power from 60 Hz up, full scale being 0 dB', '(dB + 120) × 2'],
  [`${FIELD.peak}`, 'peak', "20 log10 of half of the peak-to-peak of the hop's own samples", '(dB + 120) × 2'],
  [`${FIELD.floor}`, 'floor', '10 log10 of the sum of the noise floors of the bands', '(dB + 120) × 2'],
  [
    `${FIELD.flags}`,
    'flags',
    `${FLAG.clipped}: three samples or more at the converter's limits; ${FLAG.silent}: digital silence; ${FLAG.partial}: the window is not full yet`,
    'bits',
  ],
  [
    `${FIELD.centroid}`,
    'centroid',
    'Centre of 500 Hz to 7 kHz, each band weighted by its share above the floor',
    'Hz / 32',
  ],
  [
    `${FIELD.lowRatio}`,
    'low ratio',
    '10 log10 of what exceeds the floor from 60 to 300 Hz over that from 1 to 6.5 kHz',
    '(dB + 64) × 2',
  ],
  [
    `${FIELD.periodicity}`,
    'periodicity',
    'Highest peak of the normalised autocorrelation of the whitened spectrum (150 Hz to 3 kHz), for 90 to 400 Hz; 0 to 1',
    'value × 255',
  ],
  [`${FIELD.tonality}`, 'tonality', 'The strongest partial from 300 Hz to 6.5 kHz over its surroundings', 'dB × 4'],
]

export const RECORDS = `<p>In private mode the sound stays on the device, and a record of ${RECORD_BYTES} bytes is sent for each 10 ms. Each
value is rounded and kept within 0 to 255. The spectrum is that of the last 512 samples (32 ms) under a Hann window, scaled
so that its bins add up to the mean square of the samples. The noise floor of a band is its least mean over blocks of 60 ms
within the last 6 s (minimum statistics, Martin 2001), times 3.12, 2.44, 1.86, 1.7, 1.57, 1.46, 1.3 and 1.23 from the lowest
band to the highest; it does not rise while three bands stand 6 dB above it, for 12 s at the most. After a gap the window
begins anew and the floors stay. The code that does this runs in browsers and in Node as it is:
<code>@better-and-bliss/breath/features</code>, <code>createFeatures().push(samples, out)</code>.</p>`

export const BURSTS = `<p>A burst is a stretch of sound above the room: one breath in or out, before it is known which. Its value is the
mean of the three bands above 300 Hz that exceed their floors most, in dB, averaged over the last 90 ms. A burst begins where the value rises
above 4.5 dB, or a third of the loudest breath lately if that is more, and ends where it falls below 2.5 dB, or 22 % of it, for longer than a
dip. It is split at a valley below 55 % of its height that is left again by 30 %. Bursts that are too short, too periodic or
too regular to be breath (voices, music, keys, fans) become <code>idle</code>; the others are told apart as inhale and
exhale by how their sound differs and by taking turns.</p>`
