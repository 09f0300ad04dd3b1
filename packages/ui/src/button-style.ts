import { cva, type VariantProps } from 'class-variance-authority'

/** The look of a button, for elements that are links or menu triggers. */
export const buttonStyle = cva(
  [
    'inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium select-none',
    'text-center whitespace-normal no-underline transition-colors duration-100',
    'disabled:cursor-not-allowed disabled:opacity-45 aria-disabled:cursor-not-allowed aria-disabled:opacity-45',
    '[&_svg]:size-[1.15em] [&_svg]:shrink-0',
  ],
  {
    variants: {
      variant: {
        primary: 'border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-hover',
        secondary: 'border-edge/60 bg-raised text-ink not-disabled:hover:border-edge not-disabled:hover:bg-mist',
        quiet: 'border-transparent bg-transparent text-ink not-disabled:hover:bg-mist',
        danger: 'border-transparent bg-danger text-on-solid not-disabled:hover:brightness-90',
      },
      size: {
        sm: 'min-h-(--control-sm) px-2.5 py-1 text-sm',
        md: 'min-h-(--control) px-4 py-1.5 text-(length:--control-text)',
        lg: 'min-h-[52px] px-6 py-2 text-base',
      },
      block: { true: 'w-full', false: '' },
    },
    defaultVariants: { variant: 'secondary', size: 'md', block: false },
  },
)

export type ButtonStyle = VariantProps<typeof buttonStyle>
