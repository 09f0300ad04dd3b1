import { createTailwindMerge } from 'tailwind-merge'
import { classGroups, overruled } from './class-groups.ts'

const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups,
  conflictingClassGroups: overruled,
  conflictingClassGroupModifiers: { 'font-size': ['leading'] },
  orderSensitiveModifiers: ['*', '**', 'after', 'backdrop', 'before', 'details-content', 'file', 'marker', 'selection'],
}))

type ClassValue = string | false | null | undefined | 0 | 0n

/** Joins class names; the later of two that contradict each other wins, so a caller can overrule a component. */
export function cn(...classes: ClassValue[]): string {
  return merge(classes.filter(Boolean).join(' '))
}
