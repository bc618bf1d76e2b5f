import { Drawing, type IconProps } from '../../ui/icons.tsx'

export function ShareIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M12 14.5V4.5M8.2 7.8 12 4l3.8 3.8" />
      <path d="M7.5 11H7a2.2 2.2 0 0 0-2.2 2.2v4.6A2.2 2.2 0 0 0 7 20h10a2.2 2.2 0 0 0 2.2-2.2v-4.6A2.2 2.2 0 0 0 17 11h-.5" />
    </Drawing>
  )
}
