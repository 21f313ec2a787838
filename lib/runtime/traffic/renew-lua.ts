import { IdentityComponent } from '../identity/component';

/**
 * The list of certificates at the start. By `!*` none of the certificate's own names is looked up: what renew.lua adds, as a
 * default for all names, takes its place.
 */
export const CERTIFICATES_LIST = `${IdentityComponent.FOLDER}/tls.crt !*\n`;

/** Lua: reads identity files, and asks the proxy itself by its socket. */
export const IDENTITY_TOOLS = String.raw`-- Set by setenv in haproxy.cfg; bind uses the same names.
local CERTIFICATE, KEY, AUTHORITIES = os.getenv("CERTIFICATE"), os.getenv("KEY"), os.getenv("AUTHORITIES")
local LIST = os.getenv("CERTIFICATES")
local SOCKET, INTERVAL_MS = "unix@/run/haproxy/admin.sock", 5000
local MOST_BYTES, MOST_AUTHORITIES = 262144, 100

local function read(path)
  local file = io.open(path)
  local text = file and file:read(MOST_BYTES + 1) or ""
  if file then file:close() end
  return text
end

-- The PEM blocks whose label matches, without blank lines, which would end a command; nil if anything is cut off.
local function blocks(text, wanted)
  if #text > MOST_BYTES then return nil end
  local found, at = {}, 1
  text = text:gsub("\r", "")
  while true do
    local start, after, label = text:find("%-%-%-%-%-BEGIN ([%u%d ]+)%-%-%-%-%-", at)
    if not start then return #found > 0 and found or nil end
    local _, stop = text:find("-----END " .. label .. "-----", after + 1, true)
    if not stop then return nil end
    if label:find(wanted) and not label:find("ENCRYPTED") then
      found[#found + 1] = text:sub(start, stop):gsub("\n%s*\n", "\n")
    end
    at = stop + 1
  end
end

local function ask(command)
  local socket = core.tcp()
  socket:settimeout(5)
  local answer = socket:connect(SOCKET) and socket:send(command .. "\n") and socket:receive("*a")
  socket:close()
  return answer
end

-- Raises what went wrong: the answer, or nothing if there was none, and another try may help.
local function must(command, expected)
  local answer = ask(command)
  if not answer then error({}) end
  if not answer:find(expected) then error({ answer = answer:gsub("%s+", " "):sub(1, 200) }) end
end

local function set(kind, name, pem, verb)
  must(("%s ssl %s %s <<\n%s\n"):format(verb or "set", kind, name, pem), "ransaction [cu]") -- created or updated
end

-- Gives the process a certificate and authorities, by names that it does not have yet.
local function add(certificate, trusted, pem, authorities)
  must("new ssl cert " .. certificate, "New")
  set("cert", certificate, pem)
  must("commit ssl cert " .. certificate, "Success!")
  must("new ssl ca-file " .. trusted, "New")
  -- One at a time, since a command has to fit into a buffer.
  for n, authority in ipairs(authorities) do set("ca-file", trusted, authority, n == 1 and "set" or "add") end
  must("commit ssl ca-file " .. trusted, "Success!")
end
`;

/** Lua: what the identity files have now, whole or not at all. */
export const IDENTITY_FILES = String.raw`local function identity_files()
  local keys, chain = blocks(read(KEY), "PRIVATE KEY$"), blocks(read(CERTIFICATE), "^CERTIFICATE$")
  local authorities = blocks(read(AUTHORITIES), "^CERTIFICATE$")
  if not keys or not chain or not authorities or #authorities > MOST_AUTHORITIES then return { content = "" } end
  local pem, trusted = keys[1] .. "\n" .. table.concat(chain, "\n"), table.concat(authorities, "\n")
  return { pem = pem, authorities = authorities, trusted = trusted, content = pem .. "\n" .. trusted }
end
`;

/** Takes up renewed certificates and changed authorities in the running process: nothing reloads, no connection is dropped. */
export const RENEW_LUA = String
  .raw`-- Takes up renewed identity files inside the running process: connections that are open go on as they are.
--
-- In HAProxy 3.0.11, "commit ssl ca-file" of authorities that are in use makes later certificates silently useless, and
-- then ends the process. So these are never changed in place: each change adds a line to the list of certificates, with
-- names of its own, and removes the former line. Of several default certificates HAProxy takes the oldest. The first line
-- can't be removed; it is committed again, with the same certificate, and so becomes the newest.

${IDENTITY_TOOLS}
local number, current = 0, nil

local function names(n) return ("/run/haproxy/%d.pem"):format(n), ("/run/haproxy/%d.ca"):format(n) end

local function forget(n)
  local certificate, authorities = names(n)
  for _, command in ipairs({
    "abort ssl cert " .. certificate, "abort ssl ca-file " .. authorities, "abort ssl cert " .. CERTIFICATE,
    ("del ssl crt-list %s %s"):format(LIST, certificate),
    "del ssl cert " .. certificate, "del ssl ca-file " .. authorities,
  }) do ask(command) end
end

local function replace(pem, authorities)
  number = number + 1
  local certificate, trusted = names(number)
  add(certificate, trusted, pem, authorities)
  must(("add ssl crt-list %s <<\n%s [ca-file %s verify required] *\n"):format(LIST, certificate, trusted), "Success!")
  set("cert", CERTIFICATE, pem)
  must("commit ssl cert " .. CERTIFICATE, "Success!")
end

${IDENTITY_FILES}
-- Once for each content, since HAProxy says the same again.
local complained
local function complain(about, why)
  if complained ~= about then core.Warning("kept the former certificate and authorities: " .. why) end
  complained = about
end

-- Clients whose connection is older than a change of the authorities are asked to come back with the next answer: what
-- they showed may be of an authority that is trusted no more.
local trusted_since = 0
core.register_fetches("outdated", function(txn) return txn.f:accept_date() <= trusted_since end)

local used = identity_files()
local seen, tried = used, used

local function check()
  local latest = identity_files()
  -- Two equal readings: not one that straddles the swap of the files.
  local settled = latest.content == seen.content
  seen = latest
  if not settled or latest.content == tried.content then return end
  if latest.content == "" then return complain("", "a file is missing, cut off or too large") end
  local replaced, problem = pcall(replace, latest.pem, latest.authorities)
  if not replaced then
    forget(number)
    local why = type(problem) == "table" and problem.answer or nil
    -- Without an answer another try may help.
    if why or type(problem) ~= "table" then tried = latest end
    return complain(latest.content, why or "no answer")
  end
  if current then forget(current) end
  if latest.trusted ~= used.trusted then trusted_since = os.time() end
  current, tried, used, complained = number, latest, latest, nil
  core.Info("took up a new certificate or new authorities")
end

core.register_task(function()
  -- After a reload the socket leads to the next process, which watches for itself.
  while tonumber(core.get_info().Stopping) == 0 do
    check()
    core.msleep(INTERVAL_MS)
  end
end)
`;
