import type { Track } from './report.ts'

/** Frames that are marked as interlaced get whole; all others pass at no cost. */
export const deinterlaced = 'bwdif=mode=send_frame:deint=interlaced'

/** From the brightness of HDR to that of ordinary screens. Put behind a scaler, it has less to do. */
export function toneMapped(hdr: Track['hdr']): string {
  if (hdr === null) return ''
  return [
    `,zscale=tin=${hdr}:min=bt2020nc:pin=bt2020:rin=tv:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
  ].join(',')
}
