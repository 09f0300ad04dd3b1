import type { ComponentPropsWithRef, ReactNode } from 'react'
import { type ButtonStyle, buttonStyle } from './button-style.ts'
import { cn } from './cn.ts'

export { buttonStyle } from './button-style.ts'

type Shared = ButtonStyle & {
  /** Stands before the words; say nothing with it that the words do not say. */
  icon?: ReactNode
}

export type ButtonProps = ComponentPropsWithRef<'button'> &
  Shared & {
    /** Work is under way: the label stays, further clicks do nothing, focus is kept. */
    pending?: boolean
  }

function Working() {
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5">
      <span className="size-1.5 bg-current breathe" />
      <span className="size-1.5 bg-current breathe [animation-delay:200ms]" />
      <span className="size-1.5 bg-current breathe [animation-delay:400ms]" />
    </span>
  )
}

/** Does something here. One `primary` a screen; the label is a verb. */
export function Button({
  variant,
  size,
  block,
  icon,
  pending = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      // `submit` is asked for by name; a forgotten type must not send a form.
      type={type}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      onClick={event => (pending ? event.preventDefault() : onClick?.(event))}
      className={cn(buttonStyle({ variant, size, block }), pending && 'aria-disabled:opacity-80', className)}
      {...rest}
    >
      {pending ? <Working /> : icon}
      {children}
    </button>
  )
}

export type LinkButtonProps = ComponentPropsWithRef<'a'> & Shared

/** Goes somewhere, looks like a button. Wrap with the router's `createLink` for typed addresses. */
export function LinkButton({ variant, size, block, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <a className={cn(buttonStyle({ variant, size, block }), className)} {...rest}>
      {icon}
      {children}
    </a>
  )
}

export type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> & {
  /** Read out, and shown as a tooltip. */
  label: string
  icon: ReactNode
  variant?: ButtonStyle['variant']
  size?: 'sm' | 'md'
}

/** A button that is only a picture; its name is required. */
export function IconButton({
  label,
  icon,
  variant = 'quiet',
  size = 'md',
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={cn(
        buttonStyle({ variant, size }),
        'p-0 [&_svg]:size-5',
        size === 'sm' ? 'min-w-(--control-sm)' : 'min-w-(--control)',
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  )
}
