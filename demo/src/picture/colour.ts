/** Linear-light sRGB, each nominally within [0, 1]. */
export type Colour = readonly [red: number, green: number, blue: number]

/** 1024 colours from one end of a gradient to the other, three linear-light values each. */
export type Ramp = Float32Array

const RAMP_STEPS = 1024

/** `#rrggbb` as linear light. */
export function colour(hex: `#${string}`): Colour {
  const value = Number.parseInt(hex.slice(1), 16)
  return [linear((value >> 16) & 255), linear((value >> 8) & 255), linear(value & 255)]
}

/**
 * A gradient through colours at places between 0 and 1 in order, mixed in Oklab so that the way between two hues stays
 * clean.
 */
export function ramp(...stops: readonly (readonly [at: number, hex: `#${string}`])[]): Ramp {
  const colours = stops.map(([at, hex]) => ({ at, lab: toOklab(colour(hex)) }))
  const table = new Float32Array(RAMP_STEPS * 3)
  for (let step = 0; step < RAMP_STEPS; step += 1) {
    table.set(fromOklab(mixAt(colours, step / (RAMP_STEPS - 1))), step * 3)
  }
  return table
}

/** Where in a ramp the colour for `share` (clamped to [0, 1]) begins. */
export function rampIndex(share: number): number {
  return Math.round(Math.max(0, Math.min(1, share)) * (RAMP_STEPS - 1)) * 3
}

/** The ramp's colour at `share` (clamped to [0, 1]). */
export function rampColour(ramp: Ramp, share: number): Colour {
  const index = rampIndex(share)
  return [ramp[index] ?? 0, ramp[index + 1] ?? 0, ramp[index + 2] ?? 0]
}

/**
 * Linear light to a display value in [0, 1]: the sRGB transfer function, with a soft shoulder above 0.8 instead of a
 * hard white.
 */
export function encoded(light: number): number {
  return DISPLAY[Math.max(0, Math.min(DISPLAY.length - 1, Math.round(light * 8192)))] ?? 0
}

const DISPLAY = Float32Array.from({ length: 4 * 8192 }, (_, step) => transfer(shoulder(step / 8192)))

function transfer(light: number): number {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
}

function shoulder(light: number): number {
  return light <= 0.8 ? light : 0.8 + 0.2 * Math.tanh((light - 0.8) / 0.2)
}

function linear(byte: number): number {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

type Lab = readonly [lightness: number, a: number, b: number]

function mixAt(stops: readonly { at: number; lab: Lab }[], share: number): Lab {
  const next = stops.findIndex((stop) => stop.at >= share)
  const to = stops[next] ?? stops.at(-1) ?? { at: 0, lab: [0, 0, 0] }
  const from = stops[next - 1] ?? to
  const part = to.at === from.at ? 0 : (share - from.at) / (to.at - from.at)
  const mix = (axis: 0 | 1 | 2) => from.lab[axis] + (to.lab[axis] - from.lab[axis]) * part
  return [mix(0), mix(1), mix(2)]
}

/** Björn Ottosson, "A perceptual color space for image processing" (2020). */
function toOklab([red, green, blue]: Colour): Lab {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function fromOklab([lightness, a, b]: Lab): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}
