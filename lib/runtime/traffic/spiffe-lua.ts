/** What the proxy calls a caller whose certificate names nobody. No SPIFFE id has a space. */
export const NOBODY = 'a certificate without SPIFFE id';

/** Lua: the local function `spiffe_id` returns the SPIFFE id in a certificate (DER), or nil; it raises if that is none. */
export const SPIFFE_READER = String
  .raw`local SEQUENCE, OID, BOOLEAN, OCTETS, EXTENSIONS, SAN_URI = 0x30, 0x06, 0x01, 0x04, 0xA3, 0x86
local SUBJECT_ALT_NAME = "\x55\x1D\x11" -- 2.5.29.17, encoded
local NOBODY = "${NOBODY}"

-- A certificate of 64 KiB, and a SPIFFE id of 2048 bytes, as its specification allows.
local LONGEST_HEX, LONGEST_ID, LONGEST_DOMAIN = 131072, 2048, 255

-- Reads the DER value at pos: tag, content, position after it. Raises on what is not DER.
local function value(der, pos)
  local tag, length, start = string.unpack("BB", der, pos)
  assert(tag & 0x1F ~= 0x1F, "tag of several bytes")
  if length >= 0x80 then -- long form: the low bits say how many bytes of length follow
    local bytes = length - 0x80
    assert(bytes >= 1 and bytes <= 3, "length")
    length, start = string.unpack(">I" .. bytes, der, start)
    assert(length >= 0x80 and length >> 8 * (bytes - 1) > 0, "length longer than needed")
  end
  local stop = start + length
  assert(stop <= #der + 1, "truncated")
  return tag, der:sub(start, stop - 1), stop
end

-- The values in der, in order; more than the given number is not what we look for.
local function values(der, most)
  local found, pos = {}, 1
  while pos <= #der do
    assert(#found < most, "too many")
    local tag, content
    tag, content, pos = value(der, pos)
    found[#found + 1] = { tag = tag, content = content }
  end
  return found
end

local function only(der, tag)
  local found = values(der, 1)
  assert(#found == 1 and found[1].tag == tag, "unexpected")
  return found[1].content
end

local function names_in(extension)
  local parts = values(extension, 3)
  assert(#parts >= 2 and parts[1].tag == OID and parts[#parts].tag == OCTETS, "extension")
  assert(#parts == 2 or parts[2].tag == BOOLEAN, "extension")
  if parts[1].content == SUBJECT_ALT_NAME then return only(parts[#parts].content, SEQUENCE) end
end

-- The names of the one subjectAltName extension. Two of them would be read by others in their own way.
local function alternative_names(certificate)
  local outer = values(only(certificate, SEQUENCE), 3)
  assert(#outer == 3 and outer[1].tag == SEQUENCE, "certificate")
  local names, extensions
  for _, part in ipairs(values(outer[1].content, 10)) do
    if part.tag == EXTENSIONS then
      assert(not extensions, "extensions twice")
      extensions = values(only(part.content, SEQUENCE), 64)
    end
  end
  for _, extension in ipairs(extensions or {}) do
    assert(extension.tag == SEQUENCE, "extension")
    local found = names_in(extension.content)
    assert(not (found and names), "subjectAltName twice")
    names = names or found
  end
  return names
end

-- SPIFFE: the only URI among the names; a trust domain in lower case; segments that are neither empty nor dots.
local function spiffe_id(certificate)
  local uri
  for _, name in ipairs(values(alternative_names(certificate) or "", 256)) do
    if name.tag == SAN_URI then
      assert(not uri, "two URIs")
      uri = name.content
    end
  end
  if not uri or #uri > LONGEST_ID then return nil end
  local domain, path = uri:match("^spiffe://([a-z0-9._-]+)(/[A-Za-z0-9._/-]+)$")
  if not domain or #domain > LONGEST_DOMAIN or (path .. "/"):find("/%.?%.?/") then return nil end
  return uri
end
`;

/** Registers the converter `lua.spiffe_id`: HAProxy reads a certificate's subject, but not its alternative names. */
export const SPIFFE_LUA = String.raw`-- Converter lua.spiffe_id: a client certificate (DER, as hex) -> its SPIFFE id.
-- HAProxy 3.0 can fetch a certificate's subject, but not its subjectAltName.

${SPIFFE_READER}
local BYTES = {}
for byte = 0, 255 do BYTES[("%02X"):format(byte)] = string.char(byte) end

core.register_converters("spiffe_id", function(hex)
  if type(hex) ~= "string" or #hex > LONGEST_HEX or #hex % 2 ~= 0 or hex:find("%X") then return NOBODY end
  local certificate = hex:upper():gsub("..", BYTES)
  local parsed, id = pcall(spiffe_id, certificate)
  return parsed and id or NOBODY
end)
`;
