import { asUuid, isUuid } from '@tessera/kernel/ids';
import { decodeBase32, encodeBase32 } from './base32.ts';
/** `T` and the format version. Codes that change with time will be another version beside this one. */
export const FORMAT_PREFIX = 'T1';
const SIGNATURE_BYTES = 64;
const FIXED_BYTES = 27;
const FLAG = { test: 1, notBefore: 2, notAfter: 4 };
const ALL_FLAGS = 7;
const TEXT_LENGTHS = new Set([0, 4, 8].map(times => textLength(FIXED_BYTES + times + SIGNATURE_BYTES)));
/** Signed in front of the payload, so that a signature of this key made for anything else is not a ticket. */
const SIGNATURE_CONTEXT = new TextEncoder().encode(`tessera ticket code ${FORMAT_PREFIX}\0`);
/** The order of the Ed25519 group. */
const GROUP_ORDER = 0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3edn;
const KEY_ID = /^[0-9a-f]{8}$/;
const MAX_SECONDS = 4294967295;
/** Bytes 8 to 11 of the event's UUID: random in a UUIDv7, and before the last four, which only name the organizer. */
export function eventHintOf(eventId) {
    return uuidHex(eventId, 'eventId').slice(16, 24);
}
/** The payload's bytes, without signature. Throws on what no code can say: that is the issuer's mistake. */
export function encodePayload(keyId, payload) {
    const notBefore = seconds(payload.notBefore, 'notBefore');
    const notAfter = seconds(payload.notAfter, 'notAfter');
    if (!KEY_ID.test(keyId))
        throw new RangeError('ticket code: keyId is not eight hex digits');
    if (!Number.isInteger(payload.codeVersion) || payload.codeVersion < 1 || payload.codeVersion > 0xffff) {
        throw new RangeError('ticket code: codeVersion is not 1 to 65535');
    }
    if (notBefore !== null && notAfter !== null && notAfter < notBefore) {
        throw new RangeError('ticket code: notAfter is before notBefore');
    }
    const times = [notBefore, notAfter].filter(time => time !== null);
    const bytes = new Uint8Array(FIXED_BYTES + 4 * times.length);
    const view = new DataView(bytes.buffer);
    bytes[0] =
        (payload.test ? FLAG.test : 0) | (notBefore === null ? 0 : FLAG.notBefore) | (notAfter === null ? 0 : FLAG.notAfter);
    bytes.set(fromHex(keyId), 1);
    bytes.set(fromHex(uuidHex(payload.ticketId, 'ticketId')), 5);
    view.setUint16(21, payload.codeVersion);
    bytes.set(fromHex(eventHintOf(payload.eventId)), 23);
    times.forEach((time, index) => view.setUint32(FIXED_BYTES + 4 * index, time));
    return bytes;
}
export function signedBytesOf(payloadBytes) {
    return joined(SIGNATURE_CONTEXT, payloadBytes);
}
export function codeText(payloadBytes, signature) {
    return FORMAT_PREFIX + encodeBase32(joined(payloadBytes, signature));
}
/** Reads a code's text, or null if it is not exactly what `codeText` writes. */
export function parseCodeText(text) {
    if (!TEXT_LENGTHS.has(text.length) || !text.startsWith(FORMAT_PREFIX))
        return null;
    const bytes = decodeBase32(text.slice(FORMAT_PREFIX.length));
    if (bytes === null)
        return null;
    const payload = bytes.slice(0, -SIGNATURE_BYTES);
    const signature = bytes.slice(-SIGNATURE_BYTES);
    const content = parsePayload(payload);
    if (content === null || !isReduced(signature))
        return null;
    return { content, signedBytes: signedBytesOf(payload), signature };
}
function parsePayload(bytes) {
    const flags = bytes[0];
    const has = (flag) => (flags & flag) !== 0;
    const timeBytes = (has(FLAG.notBefore) ? 4 : 0) + (has(FLAG.notAfter) ? 4 : 0);
    if (flags > ALL_FLAGS || bytes.length !== FIXED_BYTES + timeBytes)
        return null;
    const view = new DataView(bytes.buffer);
    const time = (offset) => new Date(view.getUint32(offset) * 1000);
    const notBefore = has(FLAG.notBefore) ? time(FIXED_BYTES) : null;
    const notAfter = has(FLAG.notAfter) ? time(FIXED_BYTES + timeBytes - 4) : null;
    const codeVersion = view.getUint16(21);
    if (codeVersion === 0 || (notBefore !== null && notAfter !== null && notAfter < notBefore))
        return null;
    return {
        keyId: toHex(bytes.subarray(1, 5)),
        ticketId: asUuid(toHex(bytes.subarray(5, 21)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')),
        codeVersion,
        eventHint: toHex(bytes.subarray(23, 27)),
        test: has(FLAG.test),
        notBefore,
        notAfter,
    };
}
/** A signature's scalar has one form below the group order; not every engine refuses the others, so we do. */
function isReduced(signature) {
    const scalar = BigInt(`0x${toHex(signature.slice(32).reverse())}`);
    return scalar < GROUP_ORDER;
}
function textLength(byteCount) {
    return FORMAT_PREFIX.length + Math.ceil((byteCount * 8) / 5);
}
function seconds(time, name) {
    if (time === null || time === undefined)
        return null;
    const value = time.getTime() / 1000;
    if (!Number.isInteger(value) || value < 0 || value > MAX_SECONDS) {
        throw new RangeError(`ticket code: ${name} is not a whole second between 1970 and 2106`);
    }
    return value;
}
function uuidHex(uuid, name) {
    if (!isUuid(uuid))
        throw new RangeError(`ticket code: ${name} is not a lower-case UUID`);
    return uuid.replaceAll('-', '');
}
function fromHex(hex) {
    return Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}
export function toHex(bytes) {
    return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
function joined(first, second) {
    const bytes = new Uint8Array(first.length + second.length);
    bytes.set(first);
    bytes.set(second, first.length);
    return bytes;
}
