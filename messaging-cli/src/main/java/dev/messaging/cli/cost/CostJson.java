package dev.messaging.cli.cost;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Estimates for programs: the table's figures, not rounded. */
final class CostJson {
    private CostJson() {}

    static ObjectNode of(CostAnswer answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("region", answer.region()).put("pricesKnownOn", answer.pricesKnownOn());
        json.set("workload", workload(answer.workload()));
        json.set("stack", stack(answer.stack()));
        ArrayNode estimates = json.putArray("estimates");
        answer.estimates().forEach(estimate -> estimates.add(estimate(answer, estimate)));
        ArrayNode notes = json.putArray("notes");
        answer.notes().forEach(notes::add);
        return json;
    }

    private static ObjectNode workload(Workload workload) {
        return JsonNodeFactory.instance.objectNode().put("way", workload.way().toString())
                .put("checksAMinute", workload.checksAMinute()).put("groupsAUser", workload.groupsAUser())
                .put("groupSize", workload.groupSize()).put("messagesADay", workload.messagesADay())
                .put("groupShare", workload.groupShare()).put("textBytes", workload.textBytes())
                .put("protectedShare", workload.protectedShare()).put("credentials", workload.credentials().toString())
                .put("keyShare", workload.keyShare()).put("retainedDays", workload.retainedDays())
                .put("months", workload.months());
    }

    private static ObjectNode stack(Stack stack) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("compute", stack.compute().toString())
                .put("balancer", stack.balancer().toString()).put("billing", stack.billing().toString())
                .put("peakFactor", stack.peakFactor()).put("utilisation", stack.utilisation())
                .put("newConnections", stack.newConnections()).put("alarms", stack.alarms())
                .put("recovery", stack.recovery());
        if (stack.isLambda()) {
            return json.put("lambdaMegabytes", stack.lambda().megabytes()).put("lambdaMillis", stack.lambda().millis());
        }
        return json.put("instance", stack.instance()).put("nodesMin", stack.nodesMin())
                .put("subnets", stack.subnets()).put("diskGb", stack.diskGb());
    }

    private static ObjectNode estimate(CostAnswer answer, Estimate estimate) {
        Traffic traffic = estimate.traffic();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("users", estimate.users())
                .put("requestsASecond", traffic.requestsASecond())
                .put("requestsASecondAtPeak", traffic.requestsASecond() * answer.stack().peakFactor())
                .put("instances", estimate.nodes().count()).put("instancesBecause", estimate.nodes().because())
                .put("bytesToTheInternet", traffic.bytesOut()).put("readUnits", estimate.read())
                .put("writeUnits", estimate.written()).put("callsACheck", answer.callsACheck(estimate))
                .put("unitsACheck", answer.unitsACheck(estimate)).put("dollarsAMonth", estimate.usd())
                .put("dollarsPerThousandUsers", estimate.usdPerThousand());
        ArrayNode bill = json.putArray("bill");
        estimate.bill().lines().forEach(line -> bill.addObject().put("part", line.part().title())
                .put("what", line.what()).put("quantity", line.quantity()).put("dollars", line.usd()));
        ArrayNode operations = json.putArray("operations");
        estimate.operations().forEach(line -> operations.addObject().put("operation", line.operation())
                .put("count", line.count()).put("trips", line.trips())
                .put("directoryRead", line.directory().read()).put("messagesRead", line.messages().read())
                .put("directoryWritten", line.directory().write()).put("messagesWritten", line.messages().write()));
        ArrayNode older = json.putArray("olderDesigns");
        estimate.older().forEach(design -> older.add(older(design)));
        return json;
    }

    private static ObjectNode older(OlderDesign design) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", design.name())
                .put("callsACheck", design.callsACheck()).put("callsAGroupSend", design.callsAGroupSend())
                .put("unitsACheck", design.unitsACheck()).put("readUnits", design.readAMonth())
                .put("writeUnits", design.writtenAMonth()).put("dollars", design.usd());
        ArrayNode breaks = json.putArray("breaksDown");
        design.breaksDown().forEach(breaks::add);
        return json;
    }
}
