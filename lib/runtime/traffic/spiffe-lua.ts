/** Registers the converter `lua.spiffe_id`: HAProxy 2.6 reads a certificate's subject, but not its alternative names. */
export const SPIFFE_LUA = String.raw`-- Converter lua.spiffe_id: a client certificate (DER, as hex) -> its SPIFFE id.
-- HAProxy 2.6 can fetch a certificate's subject, but not its subjectAltName.

local SEQUENCE, EXTENSIONS, SAN_URI = 0x30, 0xA3, 0x86
local SUBJECT_ALT_NAME = "\x06\x03\x55\x1D\x11" -- OID 2.5.29.17, encoded

-- Iterates over the DER values in der: tag, content. Raises on malformed input.
local function values(der)
  local pos = 1
  return function()
    if pos > #der then return end
    local tag, length, start = string.unpack("BB", der, pos)
    if length >= 0x80 then -- long form: the low bits say how many length bytes follow
      length, start = string.unpack(">I" .. length - 0x80, der, start)
    end
    pos = start + length
    assert(pos <= #der + 1, "truncated DER")
    return tag, der:sub(start, pos - 1)
  end
end

local function child(der, wanted)
  for tag, content in values(der) do
    if tag == wanted then return content end
  end
end

local function uri_names(certificate)
  local uris = {}
  local tbs = child(child(certificate, SEQUENCE), SEQUENCE)
  for _, extension in values(child(child(tbs, EXTENSIONS), SEQUENCE)) do
    if extension:sub(1, #SUBJECT_ALT_NAME) == SUBJECT_ALT_NAME then
      local names = child(extension, 0x04) -- OCTET STRING, holds a SEQUENCE of names
      for tag, name in values(child(names, SEQUENCE)) do
        if tag == SAN_URI then uris[#uris + 1] = name end
      end
    end
  end
  return uris
end

core.register_converters("spiffe_id", function(hex)
  local certificate = hex:gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end)
  local parsed, uris = pcall(uri_names, certificate)
  -- SPIFFE: exactly one URI. The character set keeps the id safe inside a header.
  if parsed and #uris == 1 and uris[1]:match("^spiffe://[%w._/-]+$") then
    return uris[1]
  end
  return "a certificate without SPIFFE id"
end)
`;
