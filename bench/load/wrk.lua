-- Sends the requests of a file in turn. Between "\1" each is one request as it goes over the wire; a "\2" in it
-- stands for nine digits that no other request has. Arguments: the file, the first of those numbers.
local parts, next_part, number = {}, 0, 0

function init(arguments)
  local file = io.open(arguments[1], 'rb')
  local text = file:read('*a')
  file:close()
  for request in text:gmatch('[^\1]+') do
    local at = request:find('\2', 1, true)
    parts[#parts + 1] = at and { request:sub(1, at - 1), request:sub(at + 1) } or request
  end
  number = tonumber(arguments[2])
end

function request()
  next_part = next_part % #parts + 1
  local part = parts[next_part]
  if type(part) == 'string' then return part end
  number = number + 1
  return part[1] .. string.format('%09d', number) .. part[2]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"microseconds":%d,"failed":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
