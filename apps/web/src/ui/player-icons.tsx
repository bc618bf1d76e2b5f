import { Drawing, type IconProps } from './icons.tsx'

export function LoopIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M5 12.5V11a4 4 0 0 1 4-4h9M15.4 4.2 18.2 7l-2.8 2.8" />
      <path d="M19 11.5V13a4 4 0 0 1-4 4H6M8.6 19.8 5.8 17l2.8-2.8" />
    </Drawing>
  )
}

export function NextIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M6 6.6c0-.8.9-1.3 1.6-.9l7.6 5.4c.6.4.6 1.3 0 1.8l-7.6 5.4c-.7.4-1.6 0-1.6-.9zM18.2 6v12" />
    </Drawing>
  )
}

export function EnlargeIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M13.5 5H19v5.5M19 5l-6 6M10.5 19H5v-5.5M5 19l6-6" />
    </Drawing>
  )
}
