import { backbord } from './backbord/organizer.ts'
import { buyers } from './buyers.ts'
import { lakeshift } from './lakeshift/organizer.ts'
import type { DemoContent } from './shapes.ts'

/** Two organizers, their teams and events, and the people who buy: the same each time; dates follow the day. */
export const demoContent: DemoContent = { organizers: [backbord, lakeshift], buyers }
