import { Drawing, type IconProps } from '../../ui/icons.tsx'

export function AddIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M4 6.5h12M4 12h7M4 17.5h5" />
      <path d="M17 11.5v8M13 15.5h8" />
    </Drawing>
  )
}
