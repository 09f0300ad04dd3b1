import { extendTailwindMerge } from 'tailwind-merge'

const merge = extendTailwindMerge({
  extend: {
    classGroups: { 'font-size': [{ text: ['poster'] }], shadow: [{ shadow: ['lift'] }] },
  },
})

type ClassValue = string | false | null | undefined | 0 | 0n

/** Joins class names; the later of two that contradict each other wins, so a caller can overrule a component. */
export function cn(...classes: ClassValue[]): string {
  return merge(classes.filter(Boolean).join(' '))
}
