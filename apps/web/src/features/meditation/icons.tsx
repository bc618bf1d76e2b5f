import type { ReactNode } from 'react'

export function ListenIcon() {
  return (
    <Drawing>
      <rect x="9" y="3.8" width="6" height="10.4" rx="3" />
      <path d="M5.6 11.4a6.4 6.4 0 0 0 12.8 0M12 17.8v2.6" />
    </Drawing>
  )
}

export function RingIcon() {
  return (
    <Drawing>
      <circle cx="12" cy="12" r="8.2" />
      <circle cx="12" cy="12" r="3.6" />
    </Drawing>
  )
}

export function PauseIcon() {
  return (
    <Drawing>
      <path d="M9 5.5v13M15 5.5v13" />
    </Drawing>
  )
}

export function StopIcon() {
  return (
    <Drawing>
      <rect x="6.5" y="6.5" width="11" height="11" rx="2.4" />
    </Drawing>
  )
}

export function ToneIcon() {
  return (
    <Drawing>
      <path d="M9.5 17.2V6.4l8-1.8v10.6" />
      <circle cx="7.2" cy="17.2" r="2.3" />
      <circle cx="15.2" cy="15.2" r="2.3" />
    </Drawing>
  )
}

export function TouchIcon() {
  return (
    <Drawing>
      <rect x="8" y="4" width="8" height="16" rx="2" />
      <path d="M4.6 9v6M19.4 9v6" />
    </Drawing>
  )
}

export function HelpIcon() {
  return (
    <Drawing>
      <path d="M9 9.2a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.5" />
      <path d="M12 17.6v.1" />
    </Drawing>
  )
}

/** As those of the house: thin, round, 24 units. */
function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg
      width="22"
      height="22"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
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
