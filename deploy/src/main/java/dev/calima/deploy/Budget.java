package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.constructs.Construct;

/** Says when the month will cost more than was meant. */
final class Budget {

    private static final int WARN_PERCENT = 80;

    private Budget() {}

    static void of(Construct scope, StageSettings settings) {
        CfnBudget.Builder.create(scope, "Budget")
                .budget(CfnBudget.BudgetDataProperty.builder()
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(CfnBudget.SpendProperty.builder()
                                .amount(settings.monthlyBudget())
                                .unit("USD")
                                .build())
                        .costFilters(Map.of("TagKeyValue", List.of("user:calima-stage$" + settings.stage())))
                        .build())
                .notificationsWithSubscribers(
                        List.of(over("ACTUAL", WARN_PERCENT, settings), over("FORECASTED", 100, settings)))
                .build();
    }

    private static CfnBudget.NotificationWithSubscribersProperty over(
            String kind, int percent, StageSettings settings) {
        return CfnBudget.NotificationWithSubscribersProperty.builder()
                .notification(CfnBudget.NotificationProperty.builder()
                        .comparisonOperator("GREATER_THAN")
                        .notificationType(kind)
                        .threshold(percent)
                        .thresholdType("PERCENTAGE")
                        .build())
                .subscribers(List.of(CfnBudget.SubscriberProperty.builder()
                        .subscriptionType("EMAIL")
                        .address(settings.alertEmail())
                        .build()))
                .build();
    }
}
