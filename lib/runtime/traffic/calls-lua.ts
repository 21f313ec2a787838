import { IDENTITY_FILES, IDENTITY_TOOLS } from './renew-lua';

/** Calls are made with renewed certificates and changed authorities, and none of those in work is lost. */
export const CALLS_LUA = String
  .raw`-- Takes up renewed identity files for calls: CALLS variables, CALL_1=PROTOCOL:CONNECTIONS:CALL and so on.
--
-- What a server is made with can't be changed in place (see renew.lua). So a change makes servers anew, with names of files of
-- their own, and takes the former ones out of use: what they have in work goes on, and then they are removed.

${IDENTITY_TOOLS}
${IDENTITY_FILES}
-- By the section that has them: what each server is made of.
local SERVERS = {}
local DIAL = " ssl crt %s ca-file %s verify required ssl-min-ver TLSv1.2 no-ssl-reuse"
local ALPN = { h1 = " alpn http/1.1", h2 = " alpn h2" }

for n = 1, tonumber(os.getenv("CALLS")) do
  local protocol, connections, name = os.getenv("CALL_" .. n):match("^(%w+):(%d+):(.+)$")
  if protocol == "tcp" then
    SERVERS[#SERVERS + 1] = { section = "call." .. name, with = "0.0.0.0" .. DIAL }
  else
    local dial = "unix@/run/haproxy/" .. name .. ".out.sock" .. DIAL .. ALPN[protocol]
    SERVERS[#SERVERS + 1] = { section = "dial." .. name, with = dial }
    local with = "unix@/run/haproxy/" .. name .. ".sock maxconn " .. connections .. (protocol == "h2" and " proto h2" or "")
    SERVERS[#SERVERS + 1] = { section = "call." .. name, with = with }
  end
end

-- The servers in use, and the last ones that were tried, by number; 0 are those of haproxy.cfg.
local current, last = 0, 0
local seen, times = identity_files(), 0
local tried = seen
-- HAProxy has one transaction at a time: renew.lua has long done its part when a content has been read as often.
local READINGS = 4
local former = {} -- servers, certificates and authorities that are out of use

local function files(n) return ("/run/haproxy/call-%d.pem"):format(n), ("/run/haproxy/call-%d.ca"):format(n) end
local function server(section, n) return section .. "/callee" .. (n > 0 and "-" .. n or "") end

-- Fails as long as something is in work there, and is tried again.
local function clear()
  local left = {}
  for _, n in ipairs(former) do
    local gone = true
    for _, each in ipairs(SERVERS) do
      local answer = ask("del server " .. server(each.section, n)) or ""
      gone = gone and (answer:find("deleted") or answer:find("[Nn]o such")) ~= nil
    end
    if gone and n > 0 then
      local certificate, authorities = files(n)
      ask("del ssl cert " .. certificate)
      ask("del ssl ca-file " .. authorities)
    end
    if not gone then left[#left + 1] = n end
  end
  former = left
end

local function replace(n, pem, authorities)
  local certificate, trusted = files(n)
  add(certificate, trusted, pem, authorities)
  for _, each in ipairs(SERVERS) do
    must(("add server %s %s"):format(server(each.section, n), each.with:format(certificate, trusted)), "registered")
  end
end

-- What leads to the callee first, and the former server last, so that there is always one in use.
local function use(n, instead)
  for _, each in ipairs(SERVERS) do
    must("enable server " .. server(each.section, n), "^%s*$")
    must("disable server " .. server(each.section, instead), "^%s*$")
  end
end

-- Once for each content, since HAProxy says the same again.
local complained
local function complain(about, why)
  if complained ~= about then core.Warning("calls keep the former certificate and authorities: " .. why) end
  complained = about
end

local function check()
  local latest = identity_files()
  times = latest.content == seen.content and times + 1 or 1
  seen = latest
  if times < READINGS or latest.content == tried.content then return end
  if latest.content == "" then return complain("", "a file is missing, cut off or too large") end
  last = last + 1
  local replaced, problem = pcall(function()
    replace(last, latest.pem, latest.authorities)
    use(last, current)
  end)
  if not replaced then
    -- Some of the new ones may be in use already, and others not even there.
    for _, each in ipairs(SERVERS) do
      ask("enable server " .. server(each.section, current))
      ask("disable server " .. server(each.section, last))
    end
    former[#former + 1] = last
    local why = type(problem) == "table" and problem.answer or nil
    -- Without an answer another try may help.
    if why and why:find("ongoing transaction") then return end
    if why or type(problem) ~= "table" then tried = latest end
    return complain(latest.content, why or "no answer")
  end
  former[#former + 1] = current
  current, tried, complained = last, latest, nil
  core.Info("calls take up a new certificate or new authorities")
end

core.register_task(function()
  -- After a reload the socket leads to the next process, which watches for itself.
  while tonumber(core.get_info().Stopping) == 0 do
    check()
    if #former > 0 then clear() end
    core.msleep(INTERVAL_MS)
  end
end)
`;
