import { CURTAINS, type Curtain, hang } from '../picture/aurora.ts'
import { type Colour, colour, ramp, rampColour } from '../picture/colour.ts'
import { bell, layered, type Relief, relief, smooth } from '../picture/field.ts'
import type { Random } from '../random.ts'
import { coast, HORIZON } from './coast.ts'
import { enlarge } from './enlarge.ts'
import type { Film } from './film.ts'
import { toYuv } from './yuv.ts'

const WIDTH = 1280
const HEIGHT = 720
const FRAMES_PER_SECOND = 20
const LOOP_SECONDS = 20
/** Northern lights have no outlines: they are worked out for one pixel in four each way, and enlarged. */
const STEP = 4
const COLUMNS = WIDTH / STEP
const ROWS = HEIGHT / STEP
const HORIZON_ROW = Math.floor((HORIZON * HEIGHT) / STEP)

const SKY = ramp([0, '#070d22'], [0.5, '#0e2138'], [1, '#1d4250'])
const GREEN = colour('#58e6a5')
const VIOLET = colour('#8a4fd0')
const VEIL_ABOVE = 0.13

/** Northern lights over a still bay: a slow movement of 20 s that returns to its beginning. */
export function auroraFilm(random: Random): Film {
  const drift = layered(relief(random), 3)
  const still = coast(WIDTH, HEIGHT, random)
  const green = new Float32Array(COLUMNS * ROWS)
  const violet = new Float32Array(COLUMNS * ROWS)
  const planes = {
    luma: new Float32Array(COLUMNS * ROWS),
    blueness: new Float32Array(COLUMNS * ROWS),
    redness: new Float32Array(COLUMNS * ROWS),
  }
  return {
    width: WIDTH,
    height: HEIGHT,
    framesPerSecond: FRAMES_PER_SECOND,
    framesInLoop: LOOP_SECONDS * FRAMES_PER_SECOND,
    draw: (frame, index) => {
      const turn = (2 * Math.PI * index) / (LOOP_SECONDS * FRAMES_PER_SECOND)
      green.fill(0)
      violet.fill(0)
      for (const curtain of CURTAINS) light(green, violet, curtain, drift, turn)
      reflect(green, violet, turn)
      develop(planes, green, violet)
      const pixels = WIDTH * HEIGHT
      enlarge(frame, 0, planes.luma, COLUMNS, STEP, still.luma)
      enlarge(frame, pixels, planes.blueness, COLUMNS, STEP / 2, still.blueness)
      enlarge(frame, pixels * 1.25, planes.redness, COLUMNS, STEP / 2, still.redness)
    },
  }
}

/** Adds a curtain to the sky: green from its hem upwards, and a violet veil that begins a little higher. */
function light(green: Float32Array, violet: Float32Array, curtain: Curtain, drift: Relief, turn: number): void {
  const reach = curtain.height * 0.42
  for (let column = 0; column < COLUMNS; column += 1) {
    const { hem, glow } = hang(curtain, drift, unit(column), turn)
    for (let row = 0; row < HORIZON_ROW; row += 1) {
      const above = hem - unit(row)
      if (above < -0.04) break
      const cell = row * COLUMNS + column
      green[cell] = (green[cell] ?? 0) + glow * fallOff(above, reach)
      violet[cell] = (violet[cell] ?? 0) + 0.9 * glow * fallOff(above - VEIL_ABOVE, reach)
    }
  }
}

function fallOff(above: number, reach: number): number {
  return above > 0 ? Math.exp(-above / reach) : bell(above, 0.014)
}

/** Lays the sky's light upside down on the water, dimmer, shaken by ripples that run towards the shore. */
function reflect(green: Float32Array, violet: Float32Array, turn: number): void {
  const bends = Float64Array.from(
    { length: COLUMNS },
    (_, column) => 5 * Math.sin(unit(column) * 3.1 + turn) - 6 * turn,
  )
  for (let row = HORIZON_ROW; row < ROWS; row += 1) {
    const depth = unit(row) - HORIZON
    const mirrored = Math.max(0, Math.min(HORIZON_ROW - 1, Math.round(((HORIZON - depth * 1.55) * HEIGHT) / STEP)))
    const sway = 9 * smooth(0, 0.34, depth) + 0.6
    for (let column = 0; column < COLUMNS; column += 1) {
      const ripple =
        Math.sin(depth * 190 + (bends[column] ?? 0)) + 0.7 * Math.sin(depth * 97 + unit(column) * 11 - 4 * turn)
      const from = mirrored * COLUMNS + Math.max(0, Math.min(COLUMNS - 1, Math.round(column + sway * ripple)))
      green[row * COLUMNS + column] = 0.55 * (green[from] ?? 0)
      violet[row * COLUMNS + column] = 0.55 * (violet[from] ?? 0)
    }
  }
}

function develop(
  planes: { luma: Float32Array; blueness: Float32Array; redness: Float32Array },
  green: Float32Array,
  violet: Float32Array,
): void {
  for (let row = 0; row < ROWS; row += 1) {
    const v = unit(row)
    const sky = rampColour(SKY, (v < HORIZON ? v : HORIZON - (v - HORIZON) * 1.55) / HORIZON)
    for (let cell = row * COLUMNS; cell < (row + 1) * COLUMNS; cell += 1) {
      const [luma, blueness, redness] = toYuv(lit(sky, green[cell] ?? 0, violet[cell] ?? 0))
      planes.luma[cell] = luma
      planes.blueness[cell] = blueness
      planes.redness[cell] = redness
    }
  }
}

function lit(sky: Colour, green: number, violet: number): Colour {
  return [
    sky[0] + GREEN[0] * green + VIOLET[0] * violet,
    sky[1] + GREEN[1] * green + VIOLET[1] * violet,
    sky[2] + GREEN[2] * green + VIOLET[2] * violet,
  ]
}

/** Where a column or row of the coarse grid lies; the height of the picture is 1. */
function unit(place: number): number {
  return ((place + 0.5) * STEP) / HEIGHT
}
