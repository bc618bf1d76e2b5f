import type { ReactNode } from 'react'

export interface IconProps {
  size?: number
}

export function PlayIcon({ size }: IconProps) {
  return (
    <Drawing size={size} filled>
      <path d="M8 5.3c0-.9 1-1.5 1.8-1l10 6.7c.7.5.7 1.5 0 2l-10 6.7c-.8.5-1.8 0-1.8-1z" />
    </Drawing>
  )
}

export function LockIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <rect x="5" y="10.5" width="14" height="9.5" rx="2.6" />
      <path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />
    </Drawing>
  )
}

export function SearchIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <circle cx="11" cy="11" r="6.3" />
      <path d="m16 16 4 4" />
    </Drawing>
  )
}

export function CloseIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M6.5 6.5 17.5 17.5M17.5 6.5 6.5 17.5" />
    </Drawing>
  )
}

export function SunIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <circle cx="12" cy="12" r="3.9" />
      <path d="M12 3.2v1.6M12 19.2v1.6M3.2 12h1.6M19.2 12h1.6M5.8 5.8l1.1 1.1M17.1 17.1l1.1 1.1M5.8 18.2l1.1-1.1M17.1 6.9l1.1-1.1" />
    </Drawing>
  )
}

export function MoonIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M19.6 14.4A8 8 0 0 1 9.6 4.4a8 8 0 1 0 10 10Z" />
    </Drawing>
  )
}

export function HomeIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M4 11.2 12 4.5l8 6.7" />
      <path d="M6.2 9.6V18a1.6 1.6 0 0 0 1.6 1.6h8.4a1.6 1.6 0 0 0 1.6-1.6V9.6" />
    </Drawing>
  )
}

export function LibraryIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <rect x="4" y="4.5" width="6.6" height="6.6" rx="2" />
      <rect x="13.4" y="4.5" width="6.6" height="6.6" rx="2" />
      <rect x="4" y="13.4" width="6.6" height="6.6" rx="2" />
      <rect x="13.4" y="13.4" width="6.6" height="6.6" rx="2" />
    </Drawing>
  )
}

export function GrowthIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M4.5 19.5h15" />
      <path d="M7 16v-3.4M12 16V9.4M17 16V5.5" />
    </Drawing>
  )
}

export function PersonIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <circle cx="12" cy="8.4" r="3.7" />
      <path d="M4.8 19.6c.9-3.3 3.7-5.2 7.2-5.2s6.3 1.9 7.2 5.2" />
    </Drawing>
  )
}

export function BreathIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <circle cx="12" cy="12" r="8.2" />
      <circle cx="12" cy="12" r="3.6" />
    </Drawing>
  )
}

export function SoundIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M4 10.5v3M8 7.5v9M12 4.5v15M16 8.5v7M20 10.5v3" />
    </Drawing>
  )
}

export function VideoIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <rect x="3.5" y="5.5" width="17" height="13" rx="3.2" />
      <path d="m10.4 9.3 4.2 2.7-4.2 2.7z" />
    </Drawing>
  )
}

export function CheckIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="m5.5 12.6 4.2 4.1 8.8-9.2" />
    </Drawing>
  )
}

export function BackIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M14.5 6 8.5 12l6 6" />
    </Drawing>
  )
}

export function ForwardIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="m9.5 6 6 6-6 6" />
    </Drawing>
  )
}

export function TuneIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M4 8h8M17 8h3M4 16h3M12 16h8" />
      <circle cx="14.5" cy="8" r="2.3" />
      <circle cx="9.5" cy="16" r="2.3" />
    </Drawing>
  )
}

export function RestartIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M5 12a7 7 0 1 0 2.3-5.2" />
      <path d="M4.6 4.4v3.9h3.9" />
    </Drawing>
  )
}

export function LeaveIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M10 4.5H7A2.5 2.5 0 0 0 4.5 7v10A2.5 2.5 0 0 0 7 19.5h3" />
      <path d="M14.5 8.2 18.3 12l-3.8 3.8M18 12h-8.5" />
    </Drawing>
  )
}

export function MicrophoneIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <rect x="9" y="3.8" width="6" height="10.4" rx="3" />
      <path d="M5.6 11.4a6.4 6.4 0 0 0 12.8 0M12 17.8v2.6" />
    </Drawing>
  )
}

export function PauseIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M9 5.5v13M15 5.5v13" />
    </Drawing>
  )
}

export function StopIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <rect x="6.5" y="6.5" width="11" height="11" rx="2.4" />
    </Drawing>
  )
}

export function BellIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M6 16.5c1.1-1.2 1.5-2.8 1.5-5.6a4.5 4.5 0 0 1 9 0c0 2.8.4 4.4 1.5 5.6z" />
      <path d="M10.3 19.3a1.8 1.8 0 0 0 3.4 0M12 6.4V4.6" />
    </Drawing>
  )
}

export function ToneIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M9.5 17.2V6.4l8-1.8v10.6" />
      <circle cx="7.2" cy="17.2" r="2.3" />
      <circle cx="15.2" cy="15.2" r="2.3" />
    </Drawing>
  )
}

export function TouchIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <rect x="8" y="4" width="8" height="16" rx="2" />
      <path d="M4.6 9v6M19.4 9v6" />
    </Drawing>
  )
}

export function HelpIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M9 9.2a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.5" />
      <path d="M12 17.6v.1" />
    </Drawing>
  )
}

export function CaptionsIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <rect x="3.5" y="5.5" width="17" height="13" rx="3.2" />
      <path d="M7.2 12h4M7.2 15.2h7.6M14 12h2.8" />
    </Drawing>
  )
}

export function MenuIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M4.5 7h15M4.5 12h15M4.5 17h9" />
    </Drawing>
  )
}

export function DragIcon({ size }: IconProps) {
  return (
    <Drawing size={size}>
      <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" strokeWidth={2.6} />
    </Drawing>
  )
}

export function HeartIcon({ size, filled = false }: IconProps & { filled?: boolean }) {
  return (
    <Drawing size={size}>
      <path
        fill={filled ? 'currentColor' : 'none'}
        d="M12 19.4C7.2 16.3 4.2 13.2 4.2 9.7a4.2 4.2 0 0 1 7.8-2.2 4.2 4.2 0 0 1 7.8 2.2c0 3.5-3 6.6-7.8 9.7Z"
      />
    </Drawing>
  )
}

/** A drawing of 24 units with round, thin strokes. Always beside words or inside something labelled. */
export function Drawing({
  size = 20,
  filled = false,
  children,
}: IconProps & { filled?: boolean; children: ReactNode }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}
