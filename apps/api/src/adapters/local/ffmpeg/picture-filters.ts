import type { Source } from './source.ts'

/** Frames that are marked as interlaced get whole; all others pass at no cost. */
export const deinterlaced = 'bwdif=mode=send_frame:deint=interlaced'

/** From the brightness of HDR to that of ordinary screens. Put behind a scaler, it has less to do. */
export function toneMapped({ hdr, toneMapping }: Pick<Source, 'hdr' | 'toneMapping'>): string {
  if (hdr === null) return ''
  return `,${(toneMapping === 'exact' ? exactly(hdr) : roughly(hdr)).join(',')}`
}

const exactly = (hdr: NonNullable<Source['hdr']>) => [
  `zscale=tin=${hdr}:min=bt2020nc:pin=bt2020:rin=tv:t=linear:npl=100`,
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
]

/** What every ffmpeg can: HLG was made to be shown as it is, and a curve through nine points tells PQ's brightness. Colours stay pale. */
const roughly = (hdr: NonNullable<Source['hdr']>) => [
  'scale=in_color_matrix=bt2020:in_range=tv,format=gbrp',
  ...(hdr === 'smpte2084' ? [`curves=all='${PQ_IN_SDR}'`] : []),
  'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p',
  'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv',
]

/** The signal of so many nits (SMPTE ST 2084), and that of BT.709 for it: white at 203 nits (BT.2408) is three quarters. */
const PQ_IN_SDR = '0/0 0.1/0.05 0.2/0.13 0.3/0.25 0.4/0.41 0.5/0.59 0.58/0.75 0.75/0.95 1/1'
